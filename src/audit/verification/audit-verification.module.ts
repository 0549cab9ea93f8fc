import { Module } from '@nestjs/common';
import { AuditVerificationRepository } from './audit-verification.repository.js';
import { AuditVerification } from './audit-verification.service.js';

/** Used by the command `audit:verify` only. */
@Module({
  providers: [AuditVerificationRepository, AuditVerification],
  exports: [AuditVerification],
})
export class AuditVerificationModule {}
