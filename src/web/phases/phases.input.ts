import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/** The query parameters of the list of phases; others are ignored. */
export class PhasesInput {
  /** The page of the list, from 1. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  page = 1;
}
