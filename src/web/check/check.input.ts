import { IsOptional, IsString } from 'class-validator';

/** What the form sends; other fields are ignored. */
export class CheckInput {
  @IsOptional()
  @IsString()
  text?: string;
}
