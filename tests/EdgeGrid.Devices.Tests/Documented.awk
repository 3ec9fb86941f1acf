# The files that a document prints: after a line like **1.** `folder/Name.cs` the next block of C# is written to FOLDER/Name.g.cs.
/^\*\*[0-9]+\.\*\* `[^`]*\.cs`/ { split($0, ticks, "`"); parts = split(ticks[2], path, "/"); file = folder "/" path[parts]; sub(/\.cs$/, ".g.cs", file) }
/^```csharp$/ && file { inside = 1; print "#nullable enable" > file; next }
/^```$/ && inside { close(file); file = ""; inside = 0 }
inside { print > file }
