export { "a name" as y } from "./one.mjs";
