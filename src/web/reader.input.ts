import { IsOptional, IsString } from 'class-validator';

/** The query parameters of a page about a release; others are ignored. */
export class ReaderInput {
  /** The id of the demo identity that reads; if left out, the demo's visitor. */
  @IsOptional()
  @IsString()
  as?: string | null;
}
