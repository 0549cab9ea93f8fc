import { AppModule } from '../../../src/app.module.js';
import { parseConfig } from '../../../src/config/config.js';
import { Database } from '../../../src/database/index.js';
import { VerificationModule, VerificationService, type Finding } from '../../../src/totals/index.js';
import { nestCore } from '../run/packages.js';
import type { TestDatabase } from './test-database.js';

/** The parts of the command `verify`, in this process: quick enough to verify one database many times. */
export interface Verification {
  /** Every difference of these phases, or of all, in the command's order. */
  readonly findings: (phases?: readonly string[]) => Promise<Finding[]>;
  readonly stop: () => Promise<void>;
}

/** Connects to a demo database as the command does. */
export async function startVerification({ servingUrl }: TestDatabase): Promise<Verification> {
  const config = parseConfig({ DATABASE_URL: servingUrl, DEMO: 'true', LOG_LEVEL: 'fatal' });
  const root = AppModule.forRoot(config);
  const app = await nestCore.NestFactory.createApplicationContext(
    { ...root, imports: [...(root.imports ?? []), VerificationModule] },
    { logger: false },
  );
  await app.get(Database).connect(servingUrl, true);
  const service = app.get(VerificationService);
  return {
    findings: async (phases) => {
      const found: Finding[] = [];
      for (const phase of phases ?? (await service.phases()))
        found.push(...(await service.verifyPhase(phase)).findings);
      return [...found, ...(await service.verifyKeys(phases ?? null))];
    },
    stop: () => app.close(),
  };
}
