@cd /d "%~dp0"
@set "PATH=%~dp0;%PATH%"
@cmd /k plangen --version
