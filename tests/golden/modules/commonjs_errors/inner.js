require('./nothing/inside')
