import { Module } from '@nestjs/common';
import { PlatformModule } from '../../platform/index.js';
import { ExplorerController } from './explorer.controller.js';
import { SchemaController } from './schema.controller.js';

/** What helps people to try the service out. Wired in for the demo only: elsewhere its paths are unknown ones. */
@Module({
  imports: [PlatformModule],
  controllers: [ExplorerController, SchemaController],
})
export class ExplorerModule {}
