import { remedyHandler } from '../../runtime/handlers/remedy-handler';
import { complaintRaised } from './complaint-raised';

export const handler = remedyHandler(complaintRaised);
