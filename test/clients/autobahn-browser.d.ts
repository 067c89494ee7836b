/** The build for browsers, which alone brings no native code with it; its types are published for the other. */
declare module 'autobahn-browser' {
  import autobahn = require('autobahn');
  export = autobahn;
}
