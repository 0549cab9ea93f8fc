import { All, Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { OperationsService } from '../../operations/index.js';
import { methodNotAllowed, Public } from '../../platform/index.js';
import { ClaimsService, textProblem } from '../../releases/index.js';
import { ReaderInput } from '../reader.input.js';
import { DemoReaders } from '../demo-readers.js';
import { Page } from '../page/page.decorator.js';
import { ROUTES } from '../paths.js';
import { CheckInput } from './check.input.js';
import { checkView, type CheckView } from './check.presenter.js';

/** In the demo: paste the draft of a press release, and see which of its figures may be said. */
@Controller()
export class CheckController {
  constructor(
    private readonly readers: DemoReaders,
    private readonly operations: OperationsService,
    private readonly claims: ClaimsService,
  ) {}

  @Public()
  @Get(ROUTES.check)
  @Page('check/check.njk')
  async form(@Param('phase') code: string, @Query() { as = null }: ReaderInput): Promise<CheckView> {
    const reader = await this.readers.readerOf(code, as);
    const phase = await this.operations.getPhase(reader, code);
    return checkView(phase, as, { text: '', problem: null, checked: null });
  }

  @Public()
  @Post(ROUTES.check)
  @HttpCode(200)
  @Page('check/check.njk')
  async check(
    @Param('phase') code: string,
    @Query() { as = null }: ReaderInput,
    @Body() { text = '' }: CheckInput,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CheckView> {
    const reader = await this.readers.readerOf(code, as);
    const phase = await this.operations.getPhase(reader, code);
    // Browsers send line ends as two characters, and show them as one.
    const said = text.replaceAll('\r\n', '\n');
    const problem = textProblem(said);
    if (problem !== null) response.status(HttpStatus.UNPROCESSABLE_ENTITY);
    const checked = problem === null ? await this.claims.check(reader, code, said, false) : null;
    return checkView(phase, as, { text: said, problem, checked });
  }

  @Public()
  @All(ROUTES.check)
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD, POST');
  }
}
