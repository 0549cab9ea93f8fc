import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';

/** What may follow the `?` of the home page; anything else there is of no concern. */
export class HomeInput {
  @IsOptional()
  @IsString()
  phase?: string;

  /** Of the phases. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  page = 1;
}
