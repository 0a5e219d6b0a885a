import type { ModeSettingView } from '../../lambdas/operator-api/response-schemas';

/** `shadow, but auto for 5 % of customers` */
export function settingText({ mode, autoShare }: ModeSettingView): string {
  return autoShare === undefined ? mode : `${mode}, ${shareText(autoShare)}`;
}

/** `but auto for 5 % of customers` */
export function shareText(autoShare: number): string {
  return `but auto for ${+(autoShare * 100).toFixed(4)} % of customers`;
}
