import { nothing } from './assigned.cjs';
