import { remedyHandler } from '../../runtime/handlers/remedy-handler';
import { contentWithdrawn } from './content-withdrawn';

export const handler = remedyHandler(contentWithdrawn);
