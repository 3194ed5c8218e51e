import { directives } from '../directive';

/** The script for PowerShell 5.0 and later. */
export function powershellScript(program: string): string {
  return `# Completion of ${program} for PowerShell.
#   ${program} completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName '${program}' -ScriptBlock {
    param($word, $line, $cursor)

    $elements = $line.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursor } | ForEach-Object { "$_" }
    $program, $typed = @($elements)
    $typed = @($typed | Where-Object { $null -ne $_ })
    # A word that has not begun is empty: PowerShell before 7.3 drops empty arguments unless they are quoted.
    if ($word -eq '') {
        $typed += if ($PSVersionTable.PsVersion -lt [version]'7.3.0') { '""' } else { '' }
    }

    $answer = @(& $program __complete @typed 2>$null)
    if ($answer.Count -eq 0) { return }
    $directive = [int]($answer[-1].TrimStart(':'))
    $candidates = @($answer | Select-Object -SkipLast 1)
    if ($directive -band ${directives.fileEndings}) { return }

    $prefix = if ($word -match '^-[^=]*=') { $Matches[0] } else { '' }
    $space = if ($directive -band ${directives.noSpace}) { '' } else { ' ' }
    foreach ($candidate in $candidates) {
        $name, $description = $candidate -split "\`t", 2
        if (-not $description) { $description = $name }
        [System.Management.Automation.CompletionResult]::new("$prefix$name$space", $name, 'ParameterValue', $description)
    }
    # Nothing at all would let PowerShell offer files.
    if ($candidates.Count -eq 0 -and ($directive -band ${directives.noFiles})) { '' }
}
`;
}
