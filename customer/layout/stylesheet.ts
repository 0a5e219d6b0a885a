import stylesheet from './customer.css';

export { stylesheet };
