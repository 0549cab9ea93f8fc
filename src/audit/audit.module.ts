import { Global, Module } from '@nestjs/common';
import { AccessAudit } from '../access/index.js';
import { AuditRepository } from './audit.repository.js';
import { Audit } from './audit.service.js';

/** Global, since every feature records what it changes. */
@Global()
@Module({
  providers: [AuditRepository, Audit, { provide: AccessAudit, useExisting: Audit }],
  exports: [Audit, AccessAudit],
})
export class AuditModule {}
