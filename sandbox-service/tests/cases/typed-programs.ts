import type { LanguageId } from '#core/languages.ts';

/**
 * The same three functions in each language: `twoSum` (which fails in a way of its own for the targets 100 to 102),
 * `mix` of all types, and `echo` of texts.
 */
export interface TypedProgram {
  language: LanguageId;
  code: string;
  /** What the error of target 100 says. */
  error: RegExp;
  /** What becomes of tests that give `echo` one text and expect a number. */
  mismatch: { verdict: string; message: RegExp };
}

const AT_RUN_TIME: TypedProgram['mismatch'] = {
  verdict: 'runtime_error',
  message: /^The tests give another value where the (function|method) takes a/,
};

export const TYPED_PROGRAMS: TypedProgram[] = [
  {
    language: 'c',
    code: `#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* int *twoSum(int n) { is how others begin */
int *twoSum(int *nums, int numsSize, int target, int *returnSize) {
    printf("looking\\n");
    if (target == 100) { fprintf(stderr, "no\\n"); exit(1); }
    for (volatile int n = 0; target == 101;) n = n + 1;
    if (target == 102) abort();
    *returnSize = 0;
    for (int i = 0; i < numsSize; i++)
        for (int j = i + 1; j < numsSize; j++)
            if (nums[i] + nums[j] == target) {
                int *found = malloc(2 * sizeof(int));
                found[0] = i;
                found[1] = j;
                *returnSize = 2;
                return found;
            }
    return NULL;
}

double **mix(int i, long long l, double d, bool b, const char *s, char **words, int wordsSize, double **grid,
             int gridSize, int *gridColSize, int *returnSize, int **returnColumnSizes) {
    double **all = malloc((gridSize + 1) * sizeof *all);
    int *sizes = malloc((gridSize + 1) * sizeof *sizes);
    memcpy(all, grid, gridSize * sizeof *all);
    memcpy(sizes, gridColSize, gridSize * sizeof *sizes);
    all[gridSize] = malloc(4 * sizeof(double));
    memcpy(all[gridSize], (double[]){i + l + d, b, strlen(s), wordsSize}, 4 * sizeof(double));
    sizes[gridSize] = 4;
    *returnSize = gridSize + 1;
    *returnColumnSizes = sizes;
    return all;
}

char **echo(char **texts, int textsSize, int *returnSize) {
    *returnSize = textsSize;
    return texts;
}

int main() { puts("not called"); }
`,
    error: /^no\nThe program ended \(exit code 1\) before it gave an answer\.$/,
    mismatch: {
      verdict: 'compile_error',
      message:
        /^main\.c:39:1: error: [^\n]*"the number of parameters of echo does not fit the tests, which call int echo\(char \*a\)"/m,
    },
  },
  {
    language: 'cpp',
    code: `#include <iostream>
#include <vector>
using namespace std;

class Solution {
public:
    vector<int> twoSum(const vector<int>& nums, int target) {
        cout << "looking" << endl;
        if (target == 100) throw out_of_range("no");
        for (volatile int n = 0; target == 101;) n = n + 1;
        if (target == 102) abort();
        for (size_t i = 0; i < nums.size(); i++)
            for (size_t j = i + 1; j < nums.size(); j++)
                if (nums[i] + nums[j] == target) return {int(i), int(j)};
        return {};
    }
};

vector<vector<double>> mix(int i, long long l, double d, bool b, string s, vector<string>& words, vector<vector<double>> grid) {
    grid.push_back({i + l + d, double(b), double(s.size()), double(words.size())});
    return grid;
}

vector<string> echo(vector<string> texts) { return texts; }

int main() { cout << "not called\\n"; }
`,
    error: /^std::out_of_range: no$/,
    mismatch: AT_RUN_TIME,
  },
  {
    language: 'java',
    code: `import java.util.*;

public class Main {
    public int[] twoSum(int[] nums, int target) {
        System.out.println("looking");
        if (target == 100) throw new IllegalStateException("no");
        while (target == 101) {}
        if (target == 102) System.exit(0);
        for (int i = 0; i < nums.length; i++)
            for (int j = i + 1; j < nums.length; j++)
                if (nums[i] + nums[j] == target) return new int[] {i, j};
        return new int[0];
    }

    static double[][] mix(int i, long l, double d, boolean b, String s, List<String> words, double[][] grid) {
        double[][] all = Arrays.copyOf(grid, grid.length + 1);
        all[grid.length] = new double[] {i + l + d, b ? 1 : 0, s.length(), words.size()};
        return all;
    }

    static List<String> echo(String[] texts) {
        return Arrays.asList(texts);
    }
}
`,
    error: /^java\.lang\.IllegalStateException: no\n\tat Main\.twoSum\(Main\.java:6\)$/,
    mismatch: AT_RUN_TIME,
  },
  {
    language: 'go',
    code: `package main

import "fmt"

func twoSum(nums []int, target int) []int {
	fmt.Println("looking")
	if target == 100 {
		panic("no")
	}
	for target == 101 {
	}
	if target == 102 {
		go func() { panic("nobody can catch this") }()
		select {}
	}
	for i := range nums {
		for j := i + 1; j < len(nums); j++ {
			if nums[i]+nums[j] == target {
				return []int{i, j}
			}
		}
	}
	return nil
}

func mix(i int, l int64, d float64, b bool, s string, words []string, grid [][]float64) [][]float64 {
	row := []float64{float64(i) + float64(l) + d, 0, float64(len(s)), float64(len(words))}
	if b {
		row[1] = 1
	}
	return append(grid, row)
}

func echo(texts []string) ([]string, error) { return texts, nil }

func main() { fmt.Println("not called") }
`,
    error: /^panic: no\n {2}main\.twoSum \(main\.go:8\)$/,
    mismatch: AT_RUN_TIME,
  },
  {
    language: 'rust',
    code: `struct Unused;

fn two_sum(nums: &[i32], target: i32) -> Vec<usize> {
    println!("looking");
    if target == 100 {
        panic!("no");
    }
    while target == 101 {
        std::hint::spin_loop();
    }
    if target == 102 {
        std::process::abort();
    }
    for i in 0..nums.len() {
        for j in i + 1..nums.len() {
            if nums[i] + nums[j] == target {
                return vec![i, j];
            }
        }
    }
    vec![]
}

fn mix(i: i32, l: i64, d: f64, b: bool, s: &str, words: Vec<String>, mut grid: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    grid.push(vec![i as f64 + l as f64 + d, b as u8 as f64, s.len() as f64, words.len() as f64]);
    grid
}

fn echo(texts: &mut Vec<String>) -> &Vec<String> {
    texts
}

fn main() {
    println!("not called");
}
`,
    error: /^panicked: no\n {2}at main\.rs:6:9$/,
    mismatch: AT_RUN_TIME,
  },
];
