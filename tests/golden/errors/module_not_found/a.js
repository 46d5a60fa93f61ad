require('not-there');
