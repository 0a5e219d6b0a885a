import { remedyHandler } from '../../runtime/remedy-handler';
import { complaintRaised } from './complaint-raised';

export const handler = remedyHandler(complaintRaised);
