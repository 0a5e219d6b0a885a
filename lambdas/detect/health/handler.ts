import { healthHandler } from '../../runtime/detect/health-handler';

export const handler = healthHandler();
