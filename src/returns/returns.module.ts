import { Module } from '@nestjs/common';
import { DictionaryModule } from '../dictionary/index.js';
import { ReturnsResolver } from './graphql/returns.resolver.js';
import { ReturnsPolicy } from './returns.policy.js';
import { ReturnsRepository } from './returns.repository.js';
import { ReturnsService } from './returns.service.js';

@Module({
  imports: [DictionaryModule],
  providers: [ReturnsPolicy, ReturnsRepository, ReturnsService, ReturnsResolver],
  exports: [ReturnsService],
})
export class ReturnsModule {}
