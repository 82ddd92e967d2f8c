// What every visit runs. The build puts this before every other module: what all of them may then
// count on comes in one file, not in one for each set of modules that share something.
import "./app.js";
import "./core.js";
