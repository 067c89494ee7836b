// Nothing is to be watched in this page.
