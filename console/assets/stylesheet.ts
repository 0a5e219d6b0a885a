import pico from '@picocss/pico/css/pico.classless.min.css';
import own from './console.css';

/** Pico dresses the elements; what is ours stands behind it. */
export const stylesheet = `${pico}\n${own}`;
