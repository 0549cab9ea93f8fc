import { Global, Module } from '@nestjs/common';
import { AccessAudit } from '../access/index.js';
import { AuditEntriesService } from './audit-entries.service.js';
import { AuditRepository } from './audit.repository.js';
import { Audit } from './audit.service.js';
import { AuditResolver } from './graphql/audit.resolver.js';

/** Global, because every feature records its changes. */
@Global()
@Module({
  providers: [AuditRepository, Audit, AuditEntriesService, AuditResolver, { provide: AccessAudit, useExisting: Audit }],
  exports: [Audit, AccessAudit],
})
export class AuditModule {}
