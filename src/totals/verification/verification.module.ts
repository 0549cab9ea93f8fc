import { Module } from '@nestjs/common';
import { AuditVerificationModule } from '../../audit/index.js';
import { DictionaryModule } from '../../dictionary/index.js';
import { TotalsModule } from '../totals.module.js';
import { VerificationRepository } from './verification.repository.js';
import { VerificationService } from './verification.service.js';

/** For the command `verify` only: the running service does not load it. */
@Module({
  imports: [AuditVerificationModule, DictionaryModule, TotalsModule],
  providers: [VerificationRepository, VerificationService],
  exports: [VerificationService],
})
export class VerificationModule {}
