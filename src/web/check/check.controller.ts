import { All, Body, Controller, Get, HttpCode, HttpStatus, Inject, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { isCode } from '../../common/code.js';
import { notFound } from '../../common/errors.js';
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../config/config.module.js';
import { OperationsService } from '../../operations/index.js';
import { methodNotAllowed, Public } from '../../platform/index.js';
import { ClaimsService, textProblem } from '../../releases/index.js';
import { DEMO_VISITOR } from '../demo-visitor.js';
import { Page } from '../page/page.decorator.js';
import { ROUTES } from '../paths.js';
import { CheckInput } from './check.input.js';
import { checkView, type CheckView } from './check.presenter.js';

/** In the demo: paste the draft of a press release, and see which of its figures may be said. */
@Controller()
export class CheckController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly operations: OperationsService,
    private readonly claims: ClaimsService,
  ) {}

  @Public()
  @Get(ROUTES.check)
  @Page('check.njk')
  async form(@Param('phase') phase: string): Promise<CheckView> {
    return checkView(await this.phaseOf(phase), { text: '', problem: null, checked: null });
  }

  @Public()
  @Post(ROUTES.check)
  @HttpCode(200)
  @Page('check.njk')
  async check(
    @Param('phase') code: string,
    @Body() { text = '' }: CheckInput,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CheckView> {
    const phase = await this.phaseOf(code);
    // Browsers send line ends as two characters, and show them as one.
    const said = text.replaceAll('\r\n', '\n');
    const problem = textProblem(said);
    if (problem !== null) response.status(HttpStatus.UNPROCESSABLE_ENTITY);
    const checked = problem === null ? await this.claims.check(DEMO_VISITOR, code, said, false) : null;
    return checkView(phase, { text: said, problem, checked });
  }

  @Public()
  @All(ROUTES.check)
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD, POST');
  }

  private async phaseOf(code: string): Promise<{ readonly code: string; readonly name: string }> {
    if (!this.config.demo || !isCode(code)) throw notFound('phase', code);
    return this.operations.getPhase(DEMO_VISITOR, code);
  }
}
