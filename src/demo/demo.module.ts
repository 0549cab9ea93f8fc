import { Module } from '@nestjs/common';
import { DictionaryModule } from '../dictionary/index.js';
import { ReleasesModule } from '../releases/index.js';
import { ReturnsModule } from '../returns/index.js';
import { DemoReleases } from './demo-releases.js';
import { DemoService } from './demo.service.js';

@Module({
  imports: [DictionaryModule, ReturnsModule, ReleasesModule],
  providers: [DemoService, DemoReleases],
  exports: [DemoService, DemoReleases],
})
export class DemoModule {}
