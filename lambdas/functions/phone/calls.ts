import { phoneHandler } from '../../runtime/phone/phone-handler';

export const handler = phoneHandler();
