import { remedyHandler } from '../../runtime/handlers/remedy-handler';
import { goodwillGiven } from './goodwill-given';

export const handler = remedyHandler(goodwillGiven);
