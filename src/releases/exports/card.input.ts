import { IsOptional, IsString } from 'class-validator';

/** The query parameters of a card; others are ignored. */
export class CardInput {
  /** The code of the part; if left out, the measure as a whole. */
  @IsOptional()
  @IsString()
  breakdown?: string | null;

  /** The code of the force; if left out, the region. */
  @IsOptional()
  @IsString()
  force?: string | null;
}
