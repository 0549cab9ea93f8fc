import { Module } from '@nestjs/common';
import { DictionaryModule } from '../dictionary/index.js';
import { ReturnsModule } from '../returns/index.js';
import { DemoService } from './demo.service.js';

@Module({
  imports: [DictionaryModule, ReturnsModule],
  providers: [DemoService],
  exports: [DemoService],
})
export class DemoModule {}
