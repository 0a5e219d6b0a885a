// What `node --import` needs to run TypeScript here.
import './temporary-folder.cjs';
import './text-files.cjs';
import 'tsx';
