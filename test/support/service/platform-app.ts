import { Writable } from 'node:stream';
import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Args, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { IsIn, MaxLength, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import type { Request } from 'express';
import type { CalendarDate } from '../../../src/common/dates.js';
import { Decimal } from '../../../src/common/decimal.js';
import { CodedError, notFound } from '../../../src/common/errors.js';
import { ConfigModule } from '../../../src/config/config.module.js';
import { parseConfig } from '../../../src/config/config.js';
import { configureApp, httpAdapter } from '../../../src/configure-app.js';
import {
  AsParsed,
  DateScalar,
  DateTimeScalar,
  DecimalScalar,
  graphqlEnum,
  pageCost,
} from '../../../src/platform/graphql/index.js';
import {
  CachedResponses,
  CallerAuthentication,
  DatabaseHealth,
  type DatabaseTrouble,
  PINO,
  PlatformModule,
  WriteLimitGuard,
} from '../../../src/platform/index.js';
import { createLogger } from '../../../src/platform/logging/logger.js';

/** The error that a resolver throws for `fails(how)`. */
const FAILURES: Readonly<Record<string, () => unknown>> = {
  error: () => new Error('secret /etc/passwd SELECT * FROM figures'),
  text: () => 'secret',
  coded: () => new CodedError('FORBIDDEN', 'Only the coordinator may.', { role: 'PRESS_OFFICER' }),
  missing: () => notFound('phase', 'scorpion-99'),
  nul: () => Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00 secret'), { code: '22021' }),
  unique: () => Object.assign(new Error('duplicate key secret'), { code: '23505', detail: 'Key (note)=(secret)' }),
  away: () => new Error('Connection terminated unexpectedly'),
  wrapped: () => Object.assign(new Error('secret'), { driverError: Object.assign(new Error('x'), { code: '57014' }) }),
};

const ShadeEnum = graphqlEnum<'DARK' | 'LIGHT'>('Shade', 'How dark it is.', { DARK: 'Dark.', LIGHT: 'Light.' });

@ObjectType()
class Thing {
  @Field()
  name!: string;

  @Field(() => Thing, { nullable: true, complexity: ({ childComplexity }) => 1 + childComplexity })
  self!: Thing | null;

  @Field(() => [Thing], { complexity: ({ childComplexity }) => 1 + 100 * childComplexity })
  many!: Thing[];
}

@InputType()
class FigureInput {
  @Field(() => Decimal)
  @AsParsed()
  value!: Decimal;

  @Field()
  @IsIn(['GRAM', 'KILOGRAM'])
  unit!: string;
}

@InputType()
class ReturnInput {
  @Field()
  @MaxLength(5)
  note!: string;

  @Field(() => [FigureInput], { defaultValue: [] })
  @Type(() => FigureInput)
  @ValidateNested({ each: true })
  figures!: FigureInput[];
}

/** The promises that `held` waits for; a test resolves them. */
export const held: (() => void)[] = [];

@Resolver()
class ThingResolver {
  @Query(() => Thing)
  thing(): Thing {
    const thing: Thing = { name: 'thing', self: null, many: [] };
    thing.self = thing;
    return thing;
  }

  @Query(() => [Thing], { complexity: pageCost })
  page(@Args('first', { type: () => Int, defaultValue: 20 }) first: number): Thing[] {
    return Array.from({ length: first }, (_, place) => {
      const thing: Thing = { name: `thing ${place}`, self: null, many: [] };
      thing.self = thing;
      thing.many = Array.from({ length: 100 }, () => thing);
      return thing;
    });
  }

  @Query(() => String)
  held(): Promise<string> {
    return new Promise((resolve) => {
      held.push(() => resolve('let go'));
    });
  }

  @Query(() => String)
  echo(@Args('text', { defaultValue: 'none' }) text: string): string {
    return text;
  }

  @Query(() => ShadeEnum)
  shade(@Args('of', { type: () => ShadeEnum }) shade: string): string {
    return shade;
  }

  @Query(() => DecimalScalar)
  decimal(@Args('value', { type: () => DecimalScalar }) value: unknown): unknown {
    return value;
  }

  @Query(() => Int)
  whole(@Args('value', { type: () => Int }) value: number): number {
    return value;
  }

  @Query(() => String)
  figures(@Args('of', { type: () => [FigureInput] }) figures: FigureInput[]): string {
    return figures.map(({ value }) => value.toFixed()).join();
  }

  @Query(() => DateScalar)
  day(@Args('on', { type: () => DateScalar }) on: CalendarDate): string {
    return on;
  }

  @Query(() => DateTimeScalar)
  instant(@Args('at', { type: () => DateTimeScalar }) at: Date): Date {
    return at;
  }

  @Query(() => DateTimeScalar, { nullable: true })
  state(
    @Args('asOf', { type: () => DateTimeScalar, nullable: true }) asOf: Date | null,
    @Args('before', { type: () => DateTimeScalar, nullable: true }) before: Date | null,
  ): Date | null {
    return asOf ?? before;
  }

  @Query(() => Int, { nullable: true })
  fails(@Args('how') how: string): number {
    throw FAILURES[how]?.();
  }

  @Mutation(() => String)
  submit(@Args('input') input: ReturnInput): string {
    const kinds = input.figures.map(({ value }) => (value instanceof Decimal ? value.toFixed() : typeof value));
    return `${input.note} ${kinds.join()}`;
  }
}

/** The header names the caller; `nobody` is not known. */
class NamedCallers extends CallerAuthentication {
  authenticate(request: Request & { caller?: { id: string } }): Promise<void> {
    const id = request.header('x-test-actor');
    if (id === 'nobody') return Promise.reject(new CodedError('UNAUTHENTICATED', 'Nobody knows you.'));
    if (id !== undefined) request.caller = { id };
    return Promise.resolve();
  }
}

/** A database whose health a test decides. */
export class ScriptedHealth extends DatabaseHealth {
  trouble: DatabaseTrouble | null = null;
}

/** A cache without answers. */
class NoAnswers extends CachedResponses {
  readonly prepare: CachedResponses['prepare'] = (_request, _response, next) => {
    next();
  };

  readonly handle: CachedResponses['handle'] = (_request, _response, next) => {
    next();
  };
}

@Global()
@Module({ providers: [{ provide: DatabaseHealth, useClass: ScriptedHealth }], exports: [DatabaseHealth] })
class HealthOfDatabaseModule {}

export interface PlatformApp {
  readonly app: NestExpressApplication;
  readonly database: ScriptedHealth;
  /** Every line logged so far, parsed. */
  readonly lines: Record<string, unknown>[];
  /** Everything logged so far, as written. */
  readonly log: () => string;
}

/** The platform with a small feature of its own, listening on a free port, configured as the service is. */
export async function startPlatform(env: NodeJS.ProcessEnv = {}): Promise<PlatformApp> {
  const config = parseConfig({ PORT: '0', LOG_LEVEL: 'debug', ...env });
  const written: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk.toString());
      done();
    },
  });
  const module = await Test.createTestingModule({
    imports: [ConfigModule.forRoot(config), HealthOfDatabaseModule, PlatformModule],
    providers: [
      ThingResolver,
      { provide: CachedResponses, useClass: NoAnswers },
      { provide: CallerAuthentication, useClass: NamedCallers },
      { provide: APP_GUARD, useClass: WriteLimitGuard },
    ],
  })
    .overrideProvider(PINO)
    .useValue(createLogger(config.logLevel, sink))
    .compile();
  const app = module.createNestApplication<NestExpressApplication>(httpAdapter(), { bodyParser: false });
  configureApp(app, config);
  await app.listen(config.port, config.host);
  const log = () => written.join('');
  return {
    app,
    database: app.get<ScriptedHealth>(DatabaseHealth),
    log,
    get lines() {
      return log()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    },
  };
}
