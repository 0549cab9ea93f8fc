import { IsOptional, IsString } from 'class-validator';
import { CardInput } from '../../releases/index.js';

/** The query parameters of a card on the page of headlines; others are ignored. */
export class PageCardInput extends CardInput {
  /** The id of the demo identity that reads; if left out, the demo's visitor. */
  @IsOptional()
  @IsString()
  as?: string | null;
}
