<?php

// Calls one function of the candidate's for each line on stdin and answers on descriptor 3. Everything of ours lives
// in local variables of closures, or in $GLOBALS under one name: the candidate's names must not meet ours.

$GLOBALS['__interlace'] = (function (array $arguments): array {
    [, $entry] = $arguments;
    $names = array_slice($arguments, 2);
    $cases = fopen('php://fd/0', 'r');
    fclose(STDIN);
    // Takes the number of stdin, so that programs which the candidate starts do not read the cases.
    $nothing = fopen('/dev/null', 'r');
    $answers = fopen('php://fd/3', 'w');

    $say = function (array $answer) use ($answers): void {
        $flags = JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE;
        fwrite($answers, json_encode($answer, $flags) . "\n");
    };

    $isTheirs = fn (?string $file): bool =>
        $file !== null && str_starts_with($file, '/workspace/') && !str_starts_with($file, '/workspace/.interlace/');

    $describe = function (Throwable $error) use ($isTheirs): string {
        $lines = [];
        if ($isTheirs($error->getFile())) $lines[] = $error->getFile() . ':' . $error->getLine();
        foreach ($error->getTrace() as $frame) {
            if ($isTheirs($frame['file'] ?? null)) $lines[] = $frame['file'] . ':' . $frame['line'];
        }
        $first = array_shift($lines);
        $text = ($first === null ? '' : "$first: ") . $error->getMessage() . ' (' . $error::class . ')';
        foreach (array_slice($lines, 0, 20) as $line) $text .= "\n\tfrom $line";
        return str_replace('/workspace/', '', $text);
    };

    // The last part of a name in a namespace counts.
    $findNamed = function (array $all, string $wanted): ?string {
        foreach ($all as $name) {
            $part = strrchr("\\$name", '\\');
            if (strcasecmp(substr($part, 1), $wanted) === 0) return $name;
        }
        return null;
    };

    $find = function () use ($names, $findNamed): ?callable {
        foreach ($names as $name) {
            $function = $findNamed(get_defined_functions()['user'], $name);
            if ($function !== null) return $function;
        }
        $solution = $findNamed(get_declared_classes(), 'Solution');
        if ($solution === null) return null;
        foreach ($names as $name) {
            if (!method_exists($solution, $name)) continue;
            $method = new ReflectionMethod($solution, $name);
            if ($method->isStatic()) return [$solution, $name];
            return fn (...$input) => (new $solution())->$name(...$input);
        }
        return null;
    };

    return compact('entry', 'names', 'cases', 'nothing', 'say', 'describe', 'find');
})($argv);

$argv = [$argv[1]];
$argc = 1;

try {
    // At the top level, so that the candidate's variables are global ones.
    require '/workspace/' . $GLOBALS['__interlace']['entry'];
} catch (Throwable $error) {
    $GLOBALS['__interlace']['say'](['ready' => false, 'error' => $GLOBALS['__interlace']['describe']($error)]);
    exit(1);
}

(function (): void {
    ['entry' => $entry, 'names' => $names, 'cases' => $cases] = $GLOBALS['__interlace'];
    ['say' => $say, 'describe' => $describe, 'find' => $find] = $GLOBALS['__interlace'];
    $call = $find();
    if ($call === null) {
        $error = "$entry has no function {$names[0]}, on its own or in a class Solution.";
        $say(['ready' => false, 'error' => $error]);
        exit(1);
    }
    $say(['ready' => true]);
    while (($line = fgets($cases)) !== false) {
        ['i' => $i, 'input' => $input] = json_decode($line, true, 512, JSON_THROW_ON_ERROR);
        try {
            $value = $call(...$input);
            if ($value instanceof Traversable) $value = iterator_to_array($value, false);
            $say(['i' => $i, 'ok' => true, 'value' => $value]);
        } catch (JsonException $error) {
            $reason = "The returned value cannot be written as JSON: {$error->getMessage()}.";
            $say(['i' => $i, 'ok' => false, 'error' => $reason]);
        } catch (Throwable $error) {
            $say(['i' => $i, 'ok' => false, 'error' => $describe($error)]);
        }
    }
})();
