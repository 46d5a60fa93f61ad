'use strict';

function fine() {}
  const wrong = ;
