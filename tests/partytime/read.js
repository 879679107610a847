// Reads a feed from standard input and prints what podcast-partytime makes of it, as JSON.
const { parseFeed } = require("podcast-partytime");

console.log(JSON.stringify(parseFeed(require("fs").readFileSync(0, "utf8"))));
