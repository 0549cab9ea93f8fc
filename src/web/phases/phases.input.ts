import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/** Digits alone: Number would round "0.99999999999999999" to 1. */
const DIGITS = /^\d{1,9}$/;

/** The query parameters of the list of phases; others are ignored. */
export class PhasesInput {
  /** The page of the list, from 1. */
  @Transform(({ value }: { value: unknown }) => (DIGITS.test(String(value)) ? Number(value) : value))
  @IsInt()
  @Min(1)
  @Max(10_000)
  page = 1;
}
