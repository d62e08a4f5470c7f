# Output comes when it is printed, not when the buffer is full or the program ends.
$stdout.sync = true
