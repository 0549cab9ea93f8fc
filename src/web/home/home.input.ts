import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';

/** The query parameters of the home page; others are ignored. */
export class HomeInput {
  @IsOptional()
  @IsString()
  phase?: string;

  /** The page of the list of phases, from 1. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  page = 1;
}
