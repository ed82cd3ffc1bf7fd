@"%~dp0python\python.exe" -X utf8 "%~dp0python\open_workbench.py" %*
@if errorlevel 1 pause
