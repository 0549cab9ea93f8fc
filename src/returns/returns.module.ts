import { Module } from '@nestjs/common';
import { DictionaryModule } from '../dictionary/index.js';
import { ReturnsResolver } from './graphql/returns.resolver.js';
import { HistoryRepository } from './history.repository.js';
import { ReturnsPolicy } from './returns.policy.js';
import { ReturnsRepository } from './returns.repository.js';
import { ReturnsService } from './returns.service.js';
import { SubmissionMetrics } from './submission-metrics.js';

@Module({
  imports: [DictionaryModule],
  providers: [ReturnsPolicy, ReturnsRepository, HistoryRepository, SubmissionMetrics, ReturnsService, ReturnsResolver],
  exports: [ReturnsService],
})
export class ReturnsModule {}
