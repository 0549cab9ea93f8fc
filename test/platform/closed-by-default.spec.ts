import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Mutation, Query, Resolver } from '@nestjs/graphql';
import { describe, expect, it } from '@jest/globals';
import { RequirePermission } from '../../src/access/index.js';
import { AppModule } from '../../src/app.module.js';
import { parseConfig } from '../../src/config/config.js';

@Controller('declared')
class DeclaredController {
  @RequirePermission('READ_REFERENCE_DATA')
  @Get()
  declared(): string {
    return '';
  }
}

@Controller('forgotten')
class ForgottenController {
  @Get()
  route(): string {
    return '';
  }
}

@Resolver()
class ForgottenResolver {
  @Query(() => String)
  forgottenQuery(): string {
    return '';
  }

  @Mutation(() => String)
  forgottenMutation(): string {
    return '';
  }
}

/** Starts the application with one more module. */
async function startWith(module: object): Promise<void> {
  @Module({ imports: [AppModule.forRoot(parseConfig({ LOG_LEVEL: 'silent' }))], ...module })
  class WithMore {}
  const app = await NestFactory.create(WithMore, { logger: false, abortOnError: false });
  try {
    await app.init();
  } finally {
    await app.close();
  }
}

describe('a handler', () => {
  it('with a declared permission lets the service start', async () => {
    await expect(startWith({ controllers: [DeclaredController] })).resolves.toBeUndefined();
  });

  it('without a declared permission stops the service from starting: a route', async () => {
    await expect(startWith({ controllers: [ForgottenController] })).rejects.toThrow('ForgottenController.route');
  });

  it('without a declared permission stops the service from starting: a query and a mutation', async () => {
    await expect(startWith({ providers: [ForgottenResolver] })).rejects.toThrow(
      /ForgottenResolver\.forgottenQuery.*ForgottenResolver\.forgottenMutation/,
    );
  });
});
