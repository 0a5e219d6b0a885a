import { ruleSetHandler } from '../../runtime/replies/rule-set-handler';

export const handler = ruleSetHandler();
