export { FORCE_FIELDS, MEASURE_JSON } from './dictionary.repository.js';
export { DictionaryModule } from './dictionary.module.js';
export { DictionaryService } from './dictionary.service.js';
export * from './domain/index.js';
export { AskEnum, CategoryEnum, DrugClassEnum, ForceKindEnum, UnitEnum } from './graphql/dictionary.enums.js';
export { BreakdownPartType, ForceType, MeasureType } from './graphql/dictionary.types.js';
export { MeasureUse } from './measure-use.js';
export { optional, readCsv } from './reference-data.js';
export { DICTIONARY_ENTITIES } from './entities/index.js';
