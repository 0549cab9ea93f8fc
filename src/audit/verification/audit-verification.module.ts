import { Module } from '@nestjs/common';
import { AuditVerificationRepository } from './audit-verification.repository.js';
import { AuditVerification } from './audit-verification.service.js';
import { ContentVerification } from './content-verification.service.js';
import { RecordedContentsRepository } from './recorded-contents.repository.js';

/** Used by the commands `audit:verify` and `verify` only. */
@Module({
  providers: [AuditVerificationRepository, AuditVerification, RecordedContentsRepository, ContentVerification],
  exports: [AuditVerification, ContentVerification],
})
export class AuditVerificationModule {}
