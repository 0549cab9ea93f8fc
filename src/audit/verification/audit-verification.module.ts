import { Module } from '@nestjs/common';
import { AuditVerificationRepository } from './audit-verification.repository.js';
import { AuditVerification } from './audit-verification.service.js';

/** For the command `audit:verify` alone: the service that is served has no use for it. */
@Module({
  providers: [AuditVerificationRepository, AuditVerification],
  exports: [AuditVerification],
})
export class AuditVerificationModule {}
