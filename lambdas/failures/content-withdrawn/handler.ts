import { remedyHandler } from '../../runtime/remedy-handler';
import { contentWithdrawn } from './content-withdrawn';

export const handler = remedyHandler(contentWithdrawn);
