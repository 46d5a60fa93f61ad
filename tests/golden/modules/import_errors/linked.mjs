// Here.
import {
  missing as other } from "./one.mjs";
