// Gives the answer of the identity provider to the page that opened this hidden frame.
parent.postMessage(location.href, location.origin)
