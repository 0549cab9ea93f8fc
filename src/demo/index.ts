export { DemoModule } from './demo.module.js';
export { DemoService } from './demo.service.js';
export { DemoReleases } from './demo-releases.js';
export { demoGuide } from './guide.js';
